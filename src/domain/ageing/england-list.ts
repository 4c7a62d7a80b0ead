/**
 * England's registered list: 63,436,508 people, of whom 18.5% are 65 and over and 5.80 million 75 and over.
 * Source: NHS England, Patients Registered at a GP Practice, July 2026.
 */
export const england2026: {
  readonly source: string;
  /** By the id of an age group; those that are absent are not known here. */
  readonly shares: Readonly<Record<string, number>>;
} = {
  source: 'NHS England, Patients Registered at a GP Practice, July 2026',
  shares: { age65: 0.185, age75: 5_800_000 / 63_436_508 },
};
