import { multimorbidityChart } from '../../src/charts/multimorbidity';
import { RawCounts } from '../../src/domain/disclosure';
import { releaseMultimorbidity } from '../../src/domain/profile/multimorbidity';
import { bandCount, type DisclosurePolicy } from '../../src/domain/schema';
import { document } from './document';

/** Bands of `people`, with more conditions the older they are. */
function bars(people: number, rise = 1, policy: DisclosurePolicy = 'none') {
  const rows = Array.from({ length: bandCount }, (_, band) => {
    const ill = Math.min(1, (rise * band * band) / 380);
    const [four, two] = [ill * ill * 0.4, ill * (1 - ill * 0.4) * 0.55];
    const one = Math.max(0, ill - four - two + 0.08 * rise);
    const count = (share: number) => Math.round(people * share);
    return {
      band,
      people,
      one: count(one),
      two_or_three: count(two),
      four_or_more: count(four),
      none: people - count(one) - count(two) - count(four),
    };
  });
  return releaseMultimorbidity(
    new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) }),
    policy,
  );
}
const draw = (parts: ReturnType<typeof bars>, { width = 560, active = -1 } = {}) =>
  multimorbidityChart(parts, { width, height: 260, active: parts[active] ?? null, document });

export const normal = () => draw(bars(2500));
export const stepped = () => draw(bars(2500), { active: 62 });
export const narrow = () => draw(bars(2500), { width: 340 });
export const suppressed = () => draw(bars(60, 1, 'hes'));
export const healthy = () => draw(bars(2500, 0));
export const empty = () => draw(bars(0));
