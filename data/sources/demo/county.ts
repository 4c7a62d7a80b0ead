/**
 * The drawing board of the fictional county: everything that was decided by hand. Positions are kilometres east and
 * north of the south-west corner of a sheet of 84 × 68 km.
 *
 * All names are invented. The sheet lies on open sea (the Dogger Bank, North Sea), where no real place can be.
 */
export const system = { code: 'DNS', name: 'Northshire and Saltmere' };

export const sheet = { width: 84, height: 68, lon: 1.72, lat: 54.18 };

export type Point = readonly [x: number, y: number];

/** The mainland, clockwise from the north-west; `sea` marks where the outline is coast. */
export const landBorder: readonly Point[] = [
  [46.5, 1.2],
  [42, 4.4],
  [37.5, 3.2],
  [32, 6.2],
  [26.5, 5.2],
  [20.5, 8.6],
  [14.5, 7.2],
  [9.6, 11.4],
  [6.6, 16.4],
  [8.6, 22],
  [4.6, 27],
  [5.8, 33],
  [2.6, 38.4],
  [5, 44],
  [3.4, 50],
  [7, 55],
  [8.4, 60],
  [14, 63.2],
  [22, 61.2],
  [29, 64.2],
  [37, 62.4],
  [43, 65.4],
  [46.6, 65.8],
];

export const coast: readonly Point[] = [
  // the cliffs
  [46.6, 65.8],
  [48.4, 63.6],
  [51.6, 62.8],
  [53.2, 60],
  [56.6, 58.4],
  [59.4, 56.6],
  [62.2, 57.2],
  // Gannet Head
  [65.2, 56],
  [66.4, 53.6],
  [63.6, 52.2],
  [61.4, 50.8],
  // Merrowsea Bay
  [58.4, 50],
  [56.6, 48],
  [57, 45.4],
  [59.4, 43.2],
  [62.2, 41.4],
  // the Neb and its spit
  [65.4, 40.4],
  [67.6, 38.8],
  [70.4, 37.4],
  [71.4, 34.6],
  [70.6, 32.6],
  [69.8, 34.4],
  [68.4, 36.2],
  [65.6, 37],
  // north shore of the estuary
  [61.6, 36.4],
  [58, 37],
  [54.6, 36.2],
  [51, 34.6],
  [47.6, 34.2],
  [44.4, 33.2],
  [41, 33.2],
  [38.2, 32.4],
  [35.6, 32.2],
  [34.2, 31.5],
  // south shore
  [35.6, 30.9],
  [38.4, 31],
  [41.2, 31.2],
  [44.6, 30.8],
  [48, 30.8],
  [51.4, 29.6],
  [54, 27.4],
  // Ormsey Creek
  [53.4, 25],
  [54.6, 24.4],
  [56, 27],
  [59.2, 28.6],
  [62.6, 28],
  [65, 25.6],
  // the sands
  [68.4, 24.6],
  [70.8, 22.8],
  [73.4, 20.4],
  [76, 18.2],
  // the Ness
  [79.4, 16.6],
  [79.8, 14.8],
  [76.4, 13.4],
  [74, 11.4],
  [70.2, 10.4],
  // south coast
  [67.6, 7.6],
  [64.4, 8.2],
  [61.6, 6.4],
  [58.6, 7.8],
  [57.4, 9.6],
  [56.2, 7.4],
  [55.2, 4.4],
  [51.6, 3.8],
  [49, 1.6],
  [46.5, 1.2],
];

export const islands: readonly (readonly Point[])[] = [
  // Skerrow
  [
    [68.6, 50.2],
    [71.2, 50.8],
    [73.6, 49.4],
    [74.6, 46.8],
    [73, 44.8],
    [71.4, 45.6],
    [70.8, 47.4],
    [68.8, 47.8],
    [67.6, 49],
  ],
  // Little Skerrow
  [
    [70.4, 43.6],
    [72, 43.4],
    [72.2, 42.2],
    [70.6, 42.2],
  ],
  // Eyot
  [
    [60.2, 34.4],
    [62.8, 34.2],
    [63.4, 32.8],
    [61, 32.4],
    [59.4, 33.2],
  ],
];

/** Ferries and causeways, for people of islands to reach a practice. */
export const ferries: readonly (readonly [island: Point, harbour: Point])[] = [
  [
    [71, 48.6],
    [60.8, 54.4],
  ],
  [
    [61.6, 33.4],
    [54.4, 38],
  ],
];

/** Rivers, from the mouth upstream: boundaries run along them, and few people cross. */
export const rivers: readonly (readonly Point[])[] = [
  [
    [34.4, 31.5],
    [31, 30.4],
    [27.6, 32.4],
    [25, 36.4],
    [21.4, 39],
    [19.6, 43.4],
    [15.4, 47.2],
    [13.2, 52.4],
    [9.4, 57],
  ],
  [
    [31, 30.4],
    [28, 25],
    [24, 20.8],
    [23.4, 15.6],
    [19.4, 11],
    [17.6, 8],
  ],
  [
    [57.4, 9.6],
    [52.6, 13.2],
    [46.4, 14.4],
    [41.4, 19],
    [37.4, 20.2],
  ],
  [
    [56.8, 46.6],
    [51.6, 48.4],
    [46.4, 47.2],
    [40.4, 51.6],
    [35.2, 52.6],
    [30.2, 58.2],
  ],
];

/** A built-up place. `people` in thousands at the full size of 24 networks; `density` people a km² inside. */
export interface Town {
  name: string;
  at: Point;
  people: number;
  density: number;
}

export const towns: readonly Town[] = [
  { name: 'Saltmere', at: [35.4, 31.8], people: 372, density: 4700 },
  { name: 'Corrowby', at: [54.4, 39.2], people: 112, density: 4000 },
  { name: 'Haddlesea', at: [70.4, 20.6], people: 70, density: 3000 },
  { name: 'Thrennow', at: [20.4, 45], people: 56, density: 3200 },
  { name: 'Aldergarth', at: [16.6, 20.4], people: 50, density: 3200 },
  { name: 'Amberlode', at: [44.6, 15.8], people: 46, density: 3000 },
  { name: 'Copsewell', at: [25.6, 25.4], people: 46, density: 3100 },
  { name: 'Merrowsea', at: [55.4, 48.4], people: 40, density: 2900 },
  { name: 'Wolderby', at: [35, 53.6], people: 34, density: 2900 },
  { name: 'Selcombe Quay', at: [60.4, 9], people: 30, density: 2700 },
  { name: 'Stannerby', at: [9.2, 37.6], people: 26, density: 2800 },
  { name: 'Fosswith', at: [28.4, 12.2], people: 24, density: 2800 },
  { name: 'Sandholme Ness', at: [75.4, 15], people: 22, density: 2500 },
  { name: 'Ormsey', at: [56.4, 22.4], people: 18, density: 2600 },
  { name: 'Gannet Haven', at: [60.6, 54.6], people: 16, density: 2500 },
  { name: 'Elverholt', at: [28.6, 38.8], people: 16, density: 2100 },
  { name: 'Hexmarrow', at: [46.6, 58.6], people: 9, density: 2300 },
  { name: 'Ashenwold', at: [16.4, 55.8], people: 9, density: 2200 },
  { name: 'Brackenlow', at: [40.4, 25.2], people: 9, density: 2200 },
  { name: 'Whinfold', at: [43.4, 42], people: 8, density: 2200 },
  { name: 'Tarnbeck', at: [11.6, 29.4], people: 7, density: 2200 },
  { name: 'Marrel Cross', at: [66, 14.2], people: 6, density: 2100 },
  { name: 'Skerrow', at: [71.4, 48.6], people: 5, density: 1800 },
  { name: 'Oxenwath', at: [36.6, 9.2], people: 6, density: 2000 },
];

export const villageNames: readonly string[] = [
  'Addlewick',
  'Barrowmere',
  'Birkholt',
  'Calverlode',
  'Cindermoor',
  'Coldwath',
  'Cranesby',
  'Dunnermere',
  'Eskerby',
  'Fennick',
  'Fogwith',
  'Garrowby Fold',
  'Gildermoss',
  'Greenlode',
  'Hallowdale',
  'Hawksmere',
  'Hernwick',
  'Holloway Fen',
  'Inglewath',
  'Juniper Bank',
  'Kelderwick',
  'Kitewold',
  'Langmarrow',
  'Larkfold',
  'Lindrow',
  'Long Sallow',
  'Mallowby',
  'Marrick Sands',
  'Mistlebeck',
  'Netherlode',
  'Oakenwath',
  'Otterwick',
  'Pellow',
  'Pikemere',
  'Quernby',
  'Ravenlode',
  'Redwath',
  'Rushwold',
  'Saltlode',
  'Sedgefold',
  'Sorrelby',
  'Stonewath',
  'Swallowick',
  'Teasel Cross',
  'Thistlewath',
  'Tillerby',
  'Ullerholt',
  'Velmarsh',
  'Wadderby',
  'Waxwold',
  'Wetherlode',
  'Whimbrel Bay',
  'Willowath',
  'Winnowby',
  'Yarrowick',
  'Yewfold',
];

/** What kind of people live where: each kind reaches about `radius` km and fades out. */
export type Kind = 'student' | 'centre' | 'inner' | 'estate' | 'newHousing' | 'affluent' | 'retired';

export interface Quarter {
  kind: Kind;
  at: Point;
  radius: number;
  strength: number;
}

export const quarters: readonly Quarter[] = [
  { kind: 'student', at: [33.6, 34.2], radius: 1.15, strength: 4.0 },
  { kind: 'centre', at: [35.6, 32.9], radius: 1.2, strength: 2.2 },
  { kind: 'inner', at: [37.6, 34.2], radius: 1.7, strength: 2.8 },
  { kind: 'inner', at: [36.2, 29.6], radius: 1.9, strength: 3.0 },
  { kind: 'estate', at: [39.8, 28.6], radius: 1.6, strength: 1.8 },
  { kind: 'estate', at: [30.2, 28.2], radius: 1.2, strength: 1.4 },
  { kind: 'affluent', at: [30.6, 35.6], radius: 2, strength: 2 },
  { kind: 'affluent', at: [28.6, 38.8], radius: 3, strength: 2.4 },
  { kind: 'affluent', at: [41.4, 36.6], radius: 1.6, strength: 1.4 },
  { kind: 'newHousing', at: [24.6, 24.6], radius: 1.8, strength: 2.4 },
  { kind: 'newHousing', at: [32.6, 26.6], radius: 1.1, strength: 1.6 },
  { kind: 'newHousing', at: [46, 17.4], radius: 1, strength: 1.8 },
  { kind: 'newHousing', at: [21.8, 46.8], radius: 1, strength: 1.4 },
  { kind: 'inner', at: [54.2, 37.8], radius: 1.8, strength: 3.2 },
  { kind: 'estate', at: [56.6, 40.4], radius: 1.5, strength: 2 },
  { kind: 'affluent', at: [51, 42], radius: 2, strength: 1.6 },
  { kind: 'retired', at: [71, 20.4], radius: 4, strength: 2.9 },
  { kind: 'inner', at: [70.2, 21.8], radius: 1.1, strength: 1.8 },
  { kind: 'retired', at: [76, 15], radius: 4, strength: 3.4 },
  { kind: 'retired', at: [61, 8.6], radius: 4.5, strength: 2.6 },
  { kind: 'retired', at: [56.4, 48.4], radius: 3.4, strength: 2.4 },
  { kind: 'retired', at: [61.4, 54.6], radius: 4, strength: 2.4 },
  { kind: 'estate', at: [17.4, 19.2], radius: 1.1, strength: 1.6 },
  { kind: 'estate', at: [19.4, 43.8], radius: 0.9, strength: 1.2 },
  { kind: 'estate', at: [9, 38.4], radius: 1.1, strength: 1.8 },
  { kind: 'affluent', at: [43, 22.6], radius: 4, strength: 1.6 },
  { kind: 'affluent', at: [14.6, 50], radius: 5, strength: 1.4 },
  { kind: 'affluent', at: [37, 57], radius: 4.5, strength: 1.2 },
  { kind: 'affluent', at: [30, 17], radius: 4, strength: 1.2 },
];

/** The four places (sub-ICB locations). */
export const places: readonly { code: string; name: string }[] = [
  { code: 'DNS1', name: 'Saltmere' },
  { code: 'DNS2', name: 'Corrow and the North Coast' },
  { code: 'DNS3', name: 'Thrennow Vale' },
  { code: 'DNS4', name: 'Ness and the South Coast' },
];

/** Networks in the order in which a smaller county takes them: the first six are already unlike. */
export const networkSites: readonly { name: string; place: number; at: Point }[] = [
  { name: 'Harbour & Quay', place: 0, at: [37.8, 33.6] },
  { name: 'Haddlesea Sands', place: 3, at: [71, 20.6] },
  { name: 'Thrennow Vale', place: 2, at: [20.6, 44.6] },
  { name: 'Corrowby Docks', place: 1, at: [54.4, 37.8] },
  { name: 'Lantern Hill', place: 0, at: [33.6, 34.4] },
  { name: 'Amberlode', place: 3, at: [44.6, 15.8] },
  { name: 'Aldergarth', place: 2, at: [16.6, 20.4] },
  { name: 'Merrowsea Bay', place: 1, at: [55.4, 48.4] },
  { name: 'Tannery & Southwharf', place: 0, at: [36.4, 29.4] },
  { name: 'Copsewell', place: 0, at: [25.6, 25.2] },
  { name: 'Gannet Head & Skerrow', place: 1, at: [60.8, 54.6] },
  { name: 'Selcombe Shore', place: 3, at: [60, 9] },
  { name: 'Elverholt & Westering', place: 0, at: [29.6, 37.4] },
  { name: 'Wolder Hills', place: 1, at: [35, 53.6] },
  { name: 'Ropewalk', place: 0, at: [34.6, 32.2] },
  { name: 'Stannerby Moors', place: 2, at: [9.2, 37.4] },
  { name: 'Corrowby Heights', place: 1, at: [55, 40.6] },
  { name: 'Fosswith Levels', place: 2, at: [28.4, 12.2] },
  { name: 'Marlgate', place: 0, at: [40.4, 35.4] },
  { name: 'Sandholme & the Ness', place: 3, at: [75.4, 15] },
  { name: 'Kilnside', place: 0, at: [39.6, 28.2] },
  { name: 'Ormsey Creek', place: 3, at: [55.8, 22.4] },
  { name: 'Larkmoor', place: 0, at: [31, 30] },
  { name: 'Ashenwold', place: 2, at: [16.6, 55.2] },
];
