import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Together } from './together';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('applies answers when the last of those asked has come', () => {
  const together = new Together();
  const applied: string[] = [];
  const [first, second] = [together.await(), together.await()];
  first(() => applied.push('first'));
  expect(applied).toEqual([]);
  second(() => applied.push('second'));
  expect(applied).toEqual(['first', 'second']);
});

it('does not let a slow one keep the others waiting', () => {
  const together = new Together();
  const applied: string[] = [];
  const [quick, slow] = [together.await(), together.await()];
  quick(() => applied.push('quick'));
  vi.advanceTimersByTime(Together.patienceMs);
  expect(applied).toEqual(['quick']);
  slow(() => applied.push('slow'));
  expect(applied).toEqual(['quick', 'slow']);
});

it('applies the rest when one comes to nothing', () => {
  const together = new Together();
  const applied: string[] = [];
  const [answered, superseded] = [together.await(), together.await()];
  answered(() => applied.push('answered'));
  superseded();
  expect(applied).toEqual(['answered']);
  vi.advanceTimersByTime(Together.patienceMs);
  expect(applied).toEqual(['answered']);
});
