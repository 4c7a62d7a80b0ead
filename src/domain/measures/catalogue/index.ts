import type { Measure, MeasureContext } from '../measure';
import { careProcesses } from './care-processes';
import { furtherPrevalences, registerPrevalences } from './conditions';
import { deprivation } from './deprivation';
import { frailty } from './frailty';
import { multimorbidity } from './multimorbidity';
import { ethnicGroups, population } from './population';
import { riskMeasures } from './risk';
import { medicinesAndLiving } from './living';
import { useOfCare } from './use-of-care';

export { conditionCountSql } from './multimorbidity';

/** The whole catalogue, in the picker's order. Adding a measure is adding an entry to one of these lists. */
export const measureCatalogue = (context: MeasureContext): readonly Measure[] => [
  ...population,
  ...ethnicGroups,
  ...deprivation,
  ...registerPrevalences,
  ...furtherPrevalences,
  ...multimorbidity,
  ...frailty,
  ...riskMeasures(context),
  ...medicinesAndLiving,
  ...useOfCare,
  ...careProcesses,
];
