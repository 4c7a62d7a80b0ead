/** The measure that a map shows before anybody has chosen one. */
export const defaultMeasureId = 'age75';
