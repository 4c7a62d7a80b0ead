import { expect, test } from 'vitest';
import { chiSquare, student, z } from './quantile';

test.each([
  // By bisection on the regularised incomplete gamma function.
  [0.975, 20, 34.16960690283834],
  [0.975, 1400, 1505.5926614724071],
  [0.975, 1972, 2096.97145213384],
  [0.025, 1972, 1850.8168832608244],
  [0.999, 2000, 2201.1561965866376],
  [0.001, 3000, 2766.3194819985283],
  [0.975, 20000, 20393.883649999872],
])('the %f quantile of chi-square with %i degrees of freedom is %f', (p, degrees, value) => {
  expect(chiSquare(p, degrees) / value).toBeCloseTo(1, 8);
});

test('chi-square quantiles ascend evenly where the method changes', () => {
  for (const p of [0.001, 0.025, 0.5, 0.975, 0.999])
    for (let degrees = 1480; degrees < 1520; degrees += 2) {
      const steps = [0, 2, 4].map((more) => chiSquare(p, degrees + more));
      expect(steps[2]! - steps[1]!).toBeCloseTo(steps[1]! - steps[0]!, 3);
    }
});

test('two-sided normal and Student quantiles', () => {
  expect(z(0.95)).toBeCloseTo(1.959964, 6);
  expect(z(0.998)).toBeCloseTo(3.090232, 6);
  expect(student(0.95, 10)).toBeCloseTo(2.228139, 6);
  expect(student(0.95, 1e6)).toBeCloseTo(1.959966, 6);
});
