import { bandCount } from '../../src/domain/schema';

/** National deprivation fifths: 1 most deprived … 5 least. */
export const quintiles = 5;
export const sexCount = 2;
/** Cells of the calibration tables: sex (0 male, 1 female) × five-year band × deprivation fifth. */
export const cellCount = sexCount * bandCount * quintiles;

export const cellOf = (sex: number, band: number, quintile: number): number =>
  (sex * bandCount + band) * quintiles + quintile - 1;

const unknownQuintile = 3;

/** Deprivation decile 1 … 10 → fifth; 0 (unknown) takes the middle fifth. */
export const quintileOf = (decile: number): number =>
  decile === 0 ? unknownQuintile : Math.ceil(decile / 2);
