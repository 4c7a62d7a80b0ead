import type { BySex } from '../stats';

/**
 * Chances of dying between one birthday and the next, by age 0 … 89, in millionths; and of the open group, life expectancy and
 * survivors at 90 and 91.
 * Source: Office for National Statistics, National Life Tables, United Kingdom, 2017 to 2019 (Open Government Licence v3).
 */
export const unitedKingdom2017: BySex<{
  readonly dying: readonly number[];
  readonly at90: { readonly survivors: number; readonly expectancy: number };
  readonly at91: { readonly survivors: number; readonly expectancy: number };
}> = {
  male: {
    // prettier-ignore
    dying: [
    4267, 243, 132, 101, 97, 85, 88, 69, 67, 59,
    74, 85, 105, 127, 121, 174, 227, 316, 400, 448,
    508, 513, 504, 505, 552, 598, 581, 621, 695, 732,
    771, 835, 835, 929, 957, 1073, 1146, 1309, 1261, 1399,
    1529, 1670, 1818, 2002, 2093, 2347, 2488, 2696, 2852, 3189,
    3379, 3606, 3907, 4125, 4478, 4760, 5389, 5856, 6394, 6930,
    7595, 8313, 9223, 10178, 10947, 12025, 13330, 14437, 15740, 17289,
    18286, 20276, 22326, 25500, 28123, 31402, 35115, 38838, 43521, 48099,
    53982, 60071, 66512, 75396, 84755, 94664, 106853, 118585, 133359, 149851,
    ],
    at90: { survivors: 21665.7, expectancy: 4.1 },
    at91: { survivors: 18209.4, expectancy: 3.79 },
  },
  female: {
    // prettier-ignore
    dying: [
    3536, 213, 127, 98, 68, 86, 82, 62, 64, 53,
    64, 66, 60, 80, 101, 112, 147, 159, 227, 200,
    190, 211, 229, 222, 222, 254, 262, 292, 314, 320,
    370, 394, 453, 486, 556, 582, 645, 784, 732, 852,
    902, 986, 1073, 1171, 1316, 1425, 1564, 1695, 1840, 1943,
    2169, 2358, 2557, 2697, 2914, 3194, 3542, 3816, 4230, 4616,
    5054, 5492, 6264, 6714, 7264, 7988, 8573, 9380, 10330, 11296,
    12437, 13337, 15241, 17347, 19167, 21437, 24217, 27308, 30961, 34481,
    38463, 43634, 48958, 56269, 63935, 72462, 83094, 93462, 106434, 118942,
    ],
    at90: { survivors: 32805.1, expectancy: 4.65 },
    at91: { survivors: 28396.5, expectancy: 4.3 },
  },
};
