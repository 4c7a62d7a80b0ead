export { defaultConfidence, notAvailable, type Estimate, type Limits } from './estimate';
export { proportion } from './proportion';
export { byar, countLimits, rate, rateOfRepeatEvents } from './rate';
export { meanOfSums, meanOfValues, sampleOf, type Sample } from './mean';
export {
  differenceOfEstimates,
  differenceOfProportions,
  differenceOfRates,
  gapBetween,
  ratioOfEstimates,
  ratioOfProportions,
  ratioOfRates,
} from './difference';
export {
  balancedBelow,
  standardisedDifferenceOfMeans,
  standardisedDifferenceOfShares,
  type Spread,
} from './standardised-difference';
export {
  directlyStandardisedMean,
  directlyStandardisedRate,
  directlyStandardisedRepeatEvents,
  directlyStandardisedRepeatEventsOfSums,
  type DirectStratum,
  type MeanStratum,
  type RepeatEventStratum,
  type RepeatEventSums,
} from './direct-standardisation';
export {
  expectedCount,
  indirectlyStandardised,
  type Expected,
  type IndirectOptions,
  type IndirectStratum,
} from './indirect-standardisation';
export { indirectlyStandardisedMean, type IndirectMeanStratum } from './indirect-mean';
export { europeanStandardPopulation2013, type StandardBand } from './european-standard-population';
export {
  compareAtTwoLevels,
  compareWithBenchmark,
  compareWithNeighbour,
  type Comparison,
  type FiveLevelComparison,
} from './compare';
export {
  averageRate,
  funnelExpectedCounts,
  funnelLabel,
  funnelLevels,
  funnelLimits,
  proportionFunnelLabel,
  proportionFunnelLimits,
  type FunnelLabel,
} from './funnel';
export {
  dispersedFunnelLabel,
  dispersedFunnelLimits,
  overDispersion,
  ratioDeviation,
  shareDeviation,
  type OverDispersion,
} from './over-dispersion';
export { inequality, type DeprivationGroup, type Inequality } from './inequality';
export { simulatedInequality } from './simulated-inequality';
export { concentration, shareOfTop, type Concentration, type CurvePoint } from './concentration';
export { concentrationIndex } from './concentration-index';
export { weightedKappa } from './kappa';
export { lorenz } from './lorenz';
export { lifeExpectancy, type LifeBand } from './life-expectancy';
export { sullivan, type HealthBand, type StateYears } from './sullivan';
export { ageClosedCohort, type BySex, type LifeTableAge, type ProjectedCohort } from './projection';
export { hamiltonPerry, type Bands, type ProjectedBands, type Snapshots } from './hamilton-perry';
export { recentTrend, recentTrendOfEstimates, type Trend, type TrendDirection } from './trend';
export { quantiles } from './quantile-groups';
export { seededNormal, seededUniform } from './random';
export { classBreaks, classOf, type ClassBreaks } from './class-breaks';
