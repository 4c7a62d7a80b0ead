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

/** Least and most, both of them in; whole numbers. */
export const ruleRanges = { conditions: [1, longTermConditions.length], contacts: [1, 255] } as const;
export const ruleNumbers = ['conditions', 'contacts'] as const;

/** Why a rule cannot be used, for the person who gave it; null where it can. */
export function ruleFault(rule: SocialPrescribingRule): string | null {
  const names = { conditions: 'long-term conditions', contacts: 'general practice contacts' };
  for (const name of ruleNumbers) {
    const [least, most] = ruleRanges[name];
    if (!Number.isInteger(rule[name]) || rule[name] < least || rule[name] > most)
      return `${names[name]} must be a whole number from ${least} to ${most}, not ${rule[name]}`;
  }
  return null;
}

/** A rule as one parameter of the address: conditions, contacts, and whether depression or anxiety counts, as `3-15-no`. */
export const formatRule = ({ conditions, contacts, mentalHealth }: SocialPrescribingRule): string =>
  `${conditions}-${contacts}-${mentalHealth ? 'yes' : 'no'}`;

/** The same back; null where it is not three parts in their ranges. */
export function parseRule(text: string): SocialPrescribingRule | null {
  const read = /^(\d{1,3})-(\d{1,3})-(yes|no)$/.exec(text);
  if (read === null) return null;
  const rule = {
    conditions: Number(read[1]),
    contacts: Number(read[2]),
    mentalHealth: read[3] === 'yes',
  };
  return ruleFault(rule) === null ? rule : null;
}

/** The rule of an address: the default where it has none. */
export const ruleOf = (text: string | undefined): SocialPrescribingRule =>
  parseRule(text ?? '') ?? defaultRule;

/** Whom a rule is for, in a sentence. */
export const ruleSentence = ({ conditions, contacts, mentalHealth }: SocialPrescribingRule): string =>
  `People whom a link worker may help, by a local rule to be changed to yours: those recorded as lonely, with ${conditions} or more long-term conditions in the most deprived fifth, ${mentalHealth ? '' : 'or '}with ${contacts} or more general practice contacts in 12 months${mentalHealth ? ', or with depression or anxiety and no severe mental illness' : ''}.`;

/**
 * Ways of being eligible under a rule.
 *
 * @throws RangeError where a number is not whole or out of its range (`ruleRanges`)
 */
export function socialPrescribingCriteria(rule: SocialPrescribingRule): Criterion[] {
  const fault = ruleFault(rule);
  if (fault !== null) throw new RangeError(fault);
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
