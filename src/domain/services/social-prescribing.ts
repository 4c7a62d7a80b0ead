import { longTermConditions, registers } from '../conditions';
import { reaches, type Criterion } from './service';

/** No national rule says whom to refer to a link worker: this one is for a place to change. */
export interface SocialPrescribingRule {
  /** Long-term conditions from which on people of the most deprived fifth are meant. */
  readonly conditions: number;
  /** General practice contacts in 12 months from which on somebody is a frequent attender. */
  readonly contacts: number;
  /** Whether depression or anxiety without severe mental illness is a way in. */
  readonly mentalHealth: boolean;
}

export const defaultRule: SocialPrescribingRule = { conditions: 2, contacts: 20, mentalHealth: true };

const most = { conditions: longTermConditions.length, contacts: 255 };

/**
 * Ways of being eligible under a rule.
 *
 * @throws RangeError where a number is not whole or out of its range (conditions 1–18, contacts 1–255)
 */
export function socialPrescribingCriteria(rule: SocialPrescribingRule): Criterion[] {
  for (const name of ['conditions', 'contacts'] as const)
    if (!Number.isInteger(rule[name]) || rule[name] < 1 || rule[name] > most[name])
      throw new RangeError(`${name} must be a whole number from 1 to ${most[name]}, not ${rule[name]}`);
  return [
    {
      id: 'lonely',
      label: 'People recorded as lonely or isolated',
      sql: 'loneliness',
      columns: ['loneliness'],
    },
    {
      id: 'conditions',
      label: `People with ${rule.conditions} or more of ${registers.filter(({ longTerm }) => longTerm).length} long-term conditions in the most deprived fifth`,
      sql: `nullif(imd, 0) <= 2 AND ${reaches(
        longTermConditions.map((id) => [id, 1] as const),
        rule.conditions,
      )}`,
      columns: ['imd', ...longTermConditions],
    },
    {
      id: 'attender',
      label: `People with ${rule.contacts} or more general practice contacts in 12 months`,
      sql: `gp_contacts >= ${rule.contacts}`,
      columns: ['gp_contacts'],
    },
    ...(rule.mentalHealth
      ? [
          {
            id: 'mental_health',
            label: 'People with depression or anxiety and without severe mental illness',
            sql: '(dep OR anxdep) AND NOT mh',
            columns: ['dep', 'anxdep', 'mh'],
          },
        ]
      : []),
  ];
}
