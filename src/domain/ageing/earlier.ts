import type { RawCounts } from '../disclosure';
import { unwrap } from '../disclosure/raw';
import { bandCount, type DisclosurePolicy } from '../schema';
import type { BySex } from '../stats/projection';
import { shown } from './outcome-today';
import { strata } from './rates';

/** By network: people of five years before by sex and five-year band, as they are shown; null where no list can be compared. */
export type Earlier = readonly (BySex<Float64Array> | null)[];

/** From the columns `network`, `sex`, `band` and `people`, each network's list through the disclosure gate as today's is. */
export function releaseEarlier(
  raw: RawCounts,
  { networks, policy }: { networks: number; policy: DisclosurePolicy },
): Earlier {
  const columns = unwrap(raw);
  const [network, sex, band, people] = [
    columns.get('network'),
    columns.get('sex'),
    columns.get('band'),
    columns.get('people'),
  ];
  const lists = new Map<number, Float64Array>();
  for (let row = 0; row < people.length; row++) {
    const list = lists.get(network[row]!) ?? new Float64Array(strata);
    lists.set(network[row]!, list);
    list[(sex[row]! - 1) * bandCount + band[row]!]! += people[row]!;
  }
  return Array.from({ length: networks }, (_, index) => {
    const list = lists.get(index);
    if (list === undefined) return null;
    const { parts } = shown(list, policy);
    return { male: parts.slice(0, bandCount), female: parts.slice(bandCount) };
  });
}
