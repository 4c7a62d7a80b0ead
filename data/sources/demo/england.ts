/**
 * Patients by sex and age, England. Source: NHS England, Patients Registered at a GP Practice, 1 July 2026.
 * Five-year bands 0–4 … 90–94, then 95 and over.
 */
export const englandByAge: readonly [male: readonly number[], female: readonly number[]] = [
  [
    1474931, 1716919, 1922334, 1964187, 1925610, 2206555, 2343167, 2418300, 2267946, 2074450, 1962527,
    2039701, 1947199, 1605551, 1278679, 1180079, 772459, 405014, 160561, 36290,
  ],
  [
    1402572, 1633875, 1828840, 1873541, 1904726, 2168239, 2295483, 2347581, 2179334, 1965075, 1877720,
    2008054, 1953439, 1657890, 1388168, 1350622, 950688, 574987, 279554, 93661,
  ],
];

/**
 * Shares of Asian, Black, Mixed, White and Other groups in England. Source: Office for National Statistics,
 * Census 2021, rounded.
 */
export const englandEthnicity: readonly number[] = [0.096, 0.042, 0.03, 0.81, 0.022];

/**
 * Lists of real networks. Source: computed from NHS England, Patients Registered at a GP Practice, 1 July 2026:
 * cumulative share of networks and their list.
 */
export const networkLists: readonly (readonly [share: number, list: number])[] = [
  [0, 20000],
  [0.05, 27024],
  [0.25, 35882],
  [0.5, 45139],
  [0.75, 56036],
  [0.95, 76000],
  [1, 80000],
];

/**
 * How practices differ in recording beyond age, sex and deprivation: coefficient of variation by register, in the
 * order of `registers`. Source: fitted to NHS England, Quality and Outcomes Framework 2024-25, 6,044 practices.
 */
export const recordingVariation: readonly number[] = [
  0.164, 0.201, 0.133, 0.152, 0.282, 0.292, 0.278, 0.31, 0.225, 0.23, 0.254, 0.118, 0.353, 0.232, 0.375,
  0.241, 0.728, 0.27, 0.626, 0.154, 0.131,
];
