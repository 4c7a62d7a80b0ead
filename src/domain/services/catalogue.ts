import { checks } from './checks';
import { circulation } from './circulation';
import { inequality } from './inequality';
import { medicinesAndFrailty } from './medicines-and-frailty';
import type { Service } from './service';
import { defaultRule, type SocialPrescribingRule } from './social-prescribing';

/**
 * Services of the network contract, in the order of `serviceIds`. Marks in `source`: secondary (a summary or another
 * implementation was read, not the contract) and unchecked (from memory).
 */
export const services = (rule: SocialPrescribingRule = defaultRule): readonly Service[] => [
  ...medicinesAndFrailty,
  ...circulation,
  ...checks,
  ...inequality(rule),
];
