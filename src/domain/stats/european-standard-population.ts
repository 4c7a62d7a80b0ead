/** One five-year band of a standard population. */
export interface StandardBand {
  /** "0-4" … "85-89", "90+" */
  band: string;
  /** Youngest age, in years. */
  from: number;
  weight: number;
}

const weights = [
  5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500,
  1000,
];

/**
 * European Standard Population 2013: 19 bands, 100,000 people of both sexes. There is no sex-specific one: where sex
 * is standardised too, each sex has these weights. For a condition with an age base use only the bands inside it.
 * Source: Eurostat, Revision of the European Standard Population, 2013, with 90–94 and 95+ added together as OHID does.
 */
export const europeanStandardPopulation2013: readonly StandardBand[] = weights.map((weight, i) => ({
  band: i === weights.length - 1 ? '90+' : `${i * 5}-${i * 5 + 4}`,
  from: i * 5,
  weight,
}));
