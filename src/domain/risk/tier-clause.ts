import type { Clause } from '../cohort/cohort';
import type { Fields } from '../cohort/field';
import { cambridge20 } from '../models/cambridge';
import { charlson } from '../models/charlson';
import { efi } from '../models/efi';
import { efi2 } from '../models/efi2';
import { unitsOfOne } from '../models/model';
import type { ScoreModel } from '../models/registry';

/** Criteria of a cohort that are scores, by the score's id, and the whole units of the score that make one of theirs. */
const fieldOfScore: Readonly<Record<string, { id: string; one: number }>> = {
  [cambridge20.id]: { id: 'cms', one: unitsOfOne(cambridge20) },
  [efi.id]: { id: 'efi', one: 1 },
  [efi2.id]: { id: 'efi2', one: unitsOfOne(efi2) },
  [charlson.quan_2011.id]: { id: 'charlson', one: unitsOfOne(charlson.quan_2011) },
};

/**
 * The people of a need tier as a criterion of a cohort, exactly; null where no criterion says it: for other scores than those
 * of the grammar, which has none that may be negative, for a score of which columns are missing, and for a tier that nobody can be in.
 *
 * @param cutOffs those of `releaseTiers`, in whole units
 */
export function tierClause(
  { model }: ScoreModel,
  tier: number,
  {
    cutOffs,
    fields,
    available,
  }: { cutOffs: readonly number[]; fields: Fields; available: ReadonlySet<string> },
): Clause | null {
  const said = Object.hasOwn(fieldOfScore, model.id) ? fieldOfScore[model.id]! : null;
  const field = said === null ? undefined : fields.get(said.id);
  if (field?.kind !== 'range' || !field.columns.every((name) => available.has(name))) return null;
  const { one } = said!;
  const above = cutOffs[tier];
  const upTo = cutOffs[tier - 1];
  const written = (units: number) => Number((units / one).toFixed(field.decimals));
  const from = above === undefined ? null : written(above + 1);
  const to = upTo === undefined ? null : written(upTo);
  if ((from ?? field.least) > (to ?? field.most) || (to !== null && to < field.least)) return null;
  return { not: false, anyOf: [{ kind: 'range', field: field.id, from, to }] };
}
