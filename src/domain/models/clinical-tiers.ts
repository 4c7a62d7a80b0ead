import { longTermConditions } from '../conditions';
import { frailtyBands } from './efi';
import {
  firstMatchSql,
  groupStandings,
  type Criterion,
  type GroupStanding,
  type RuledGroup,
} from './first-match';

const severe = `efi >= ${frailtyBands.severe[0]}`;
const moderate = `efi >= ${frailtyBands.moderate[0]}`;
const rule = (words: string, sql: string, ...columns: string[]): Criterion => ({ words, sql, columns });
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
      rule('on the palliative care register', 'pc', 'pc'),
      rule('severe frailty in a care home', `${severe} AND care_home`, 'efi', 'care_home'),
      rule('severe frailty and housebound', `${severe} AND housebound`, 'efi', 'housebound'),
      rule('three or more emergency admissions in 12 months', 'em_adm >= 3', 'em_adm'),
    ],
  },
  {
    id: 'high',
    name: 'High',
    meaning: 'People for whom one review of everything together is due.',
    anyOf: [
      rule('severe frailty', severe, 'efi'),
      rule('moderate frailty with an emergency admission', `${moderate} AND em_adm >= 1`, 'efi', 'em_adm'),
      rule(
        'moderate frailty with ten or more medicines',
        `${moderate} AND medicines >= 10`,
        'efi',
        'medicines',
      ),
      rule('in a care home', 'care_home', 'care_home'),
      rule('on the dementia register', 'dem', 'dem'),
      rule('two emergency admissions in 12 months', 'em_adm >= 2', 'em_adm'),
      conditions(4, 'four'),
    ],
  },
  {
    id: 'raised',
    name: 'Raised',
    meaning: 'People whose conditions want planned care before they worsen.',
    anyOf: [
      conditions(2, 'two'),
      rule('moderate frailty', moderate, 'efi'),
      rule('ten or more medicines', 'medicines >= 10', 'medicines'),
      rule('an emergency admission in 12 months', 'em_adm >= 1', 'em_adm'),
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
