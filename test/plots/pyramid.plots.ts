import { pyramidChart } from '../../src/charts/pyramid';
import { RawCounts } from '../../src/domain/disclosure';
import { releasePyramid, type Pyramid } from '../../src/domain/profile/pyramid';
import { bandCount, type DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';

/** People of each band, from a curve over age (0–1), a few more women in the older bands. */
function pyramid(size: number, curve: (age: number) => number, policy: DisclosurePolicy = 'none'): Pyramid {
  const bands = Array.from({ length: bandCount }, (_, band) => band);
  const whole = bands.reduce((sum, band) => sum + curve(band / 18), 0);
  const rows = bands.flatMap((band) =>
    [1, 2].map((sex) => {
      const share = (curve(band / 18) / whole) * (sex === 1 ? 1 - band / 60 : 1 + band / 60);
      return { band, sex, people: Math.round((size * share) / 2) };
    }),
  );
  return releasePyramid(
    new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) }),
    policy,
  );
}
const system = pyramid(1_000_000, (age) => (age < 0.6 ? 1 : 1.9 - 1.5 * age));
const draw = (network: Pyramid, { width = 440, active = -1 } = {}) =>
  pyramidChart({ network, system }, { width, height: 320, active: network.bars[active] ?? null, document });

export const normal = () => draw(pyramid(48_000, (age) => 0.5 + Math.sin(age * 3)));
export const stepped = () =>
  draw(
    pyramid(48_000, (age) => 0.5 + Math.sin(age * 3)),
    { active: 14 },
  );
export const narrow = () =>
  draw(
    pyramid(48_000, (age) => 0.5 + Math.sin(age * 3)),
    { width: 340 },
  );
export const students = () => draw(pyramid(30_000, (age) => 0.15 + Math.exp(-((age - 0.22) ** 2) * 120)));
export const suppressed = () => draw(pyramid(220, (age) => 1.2 - age, 'hes'));
export const empty = () => draw(pyramid(0, () => 1));
export const oneBand = () => draw(pyramid(900, (age) => (age > 0.99 ? 1 : 0)));
