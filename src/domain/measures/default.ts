/** The measure that a link without one shows: the age group that grows fastest. */
export const defaultMeasureId = 'age75';
