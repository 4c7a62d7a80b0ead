import { longTermConditions } from '../conditions';
import { frailtyBands } from './efi';
import {
  firstMatchSql,
  groupStandings,
  type Criterion,
  type GroupStanding,
  type RuledGroup,
} from './first-match';
import type { RowTest } from './row-test';

const severe: RowTest = { column: 'efi', least: frailtyBands.severe[0] };
const moderate: RowTest = { column: 'efi', least: frailtyBands.moderate[0] };
const careHome: RowTest = { column: 'care_home' };
const tenMedicines: RowTest = { column: 'medicines', least: 10 };
const admissions = (least: number): RowTest => ({ column: 'em_adm', least });
const rule = (words: string, ...all: readonly RowTest[]): Criterion => ({ words, all });
const conditions = (least: number, word: string): Criterion => ({
  words: `${word} or more of ${longTermConditions.length} long-term conditions`,
  least,
  of: longTermConditions,
});

/** Need tiers by fixed rules, whatever their size, from the highest down. Source: definition of this product. */
export const clinicalTiers: readonly RuledGroup[] = [
  {
    id: 'very_high',
    name: 'Very high',
    meaning: 'People whose care several services must plan together now.',
    anyOf: [
      rule('on the palliative care register', { column: 'pc' }),
      rule('severe frailty in a care home', severe, careHome),
      rule('severe frailty and housebound', severe, { column: 'housebound' }),
      rule('three or more emergency admissions in 12 months', admissions(3)),
    ],
  },
  {
    id: 'high',
    name: 'High',
    meaning: 'People for whom one review of everything together is due.',
    anyOf: [
      rule('severe frailty', severe),
      rule('moderate frailty with an emergency admission', moderate, admissions(1)),
      rule('moderate frailty with ten or more medicines', moderate, tenMedicines),
      rule('in a care home', careHome),
      rule('on the dementia register', { column: 'dem' }),
      rule('two emergency admissions in 12 months', admissions(2)),
      conditions(4, 'four'),
    ],
  },
  {
    id: 'raised',
    name: 'Raised',
    meaning: 'People whose conditions want planned care before they worsen.',
    anyOf: [
      conditions(2, 'two'),
      rule('moderate frailty', moderate),
      rule('ten or more medicines', tenMedicines),
      rule('an emergency admission in 12 months', admissions(1)),
    ],
  },
  { id: 'low', name: 'Low', meaning: 'Everybody else.', anyOf: [] },
];

/** SQL over patient rows for the index of a person's tier, 0 the highest (UTINYINT). */
export const clinicalTierSql = (available: ReadonlySet<string>): string =>
  firstMatchSql(clinicalTiers, available);

/** How much of each tier's rules the available columns tell. */
export const clinicalTierStanding = (available: ReadonlySet<string>): GroupStanding[] =>
  groupStandings(clinicalTiers, available);
