import { RawCounts } from '../../src/domain/disclosure';
import { patientColumns, type DisclosurePolicy } from '../../src/domain/schema';
import { services } from '../../src/domain/services/catalogue';
import { releaseOverlap } from '../../src/domain/services/overlap';
import { overlapping } from '../../src/domain/services/service';

/** Share of the list that each service of the overlap is for, about; the bits of the mask in this order. */
const shares = [0.045, 0.006, 0.035, 0.16, 0.005, 0.011, 0.13, 0.2];

/** An invented overlap of a list, through the gate: services hardly depend on each other. */
export function overlap(people: number, policy: DisclosurePolicy = 'none', available = usual) {
  const masks =
    people === 0 ? [] : Array.from({ length: 2 ** overlapping(all, available).length }, (_, mask) => mask);
  const counts = masks.map((mask) =>
    Math.round(
      people *
        shares.reduce((share, own, bit) => {
          const among = bit > 0 && mask & 1 ? Math.min(0.9, own * 3) : own;
          return share * (mask & (2 ** bit) ? among : 1 - among);
        }, 1),
    ),
  );
  const rows = masks
    .map((mask, i) => ({ services: mask, people: counts[i]!, network: 0 }))
    .filter((row) => row.people > 0);
  const raw = new RawCounts({ get: (name) => rows.map((row) => row[name as keyof (typeof rows)[number]]) });
  return releaseOverlap(raw, { services: all, available, scope: null, policy });
}
const all = services();
const usual: ReadonlySet<string> = new Set(patientColumns.map(({ name }) => name));
