export { defaultConfidence, notAvailable, type Estimate } from './estimate';
export { proportion } from './proportion';
export { byar, countLimits, rate, rateOfRepeatEvents } from './rate';
export { meanOfSums } from './mean';
export { compareWithBenchmark, type Comparison } from './compare';
