import type { Settlement } from './terrain';
import { random } from './random';

const streets = [
  'Ropewalk',
  'Lantern Street',
  'Old Customs House',
  'Kittiwake',
  'Saltpan Lane',
  'Chandlers Row',
  'Beacon Rise',
  'Windlass',
  'Tidewaiters',
  'Cooperage',
  'Heron Court',
  'Fulmar',
  'Sandpiper',
  'Dunlin',
  'Limekiln Lane',
  'Weavers Yard',
  'Drovers Way',
  'Orchard Gate',
  'Tollhouse',
  'Granary',
  'Juniper',
  'Hazelbank',
  'Rowan Tree',
  'Bellfounders',
  'Foundry Row',
  'Tannery Lane',
  'Sailmakers',
  'Lampblack Lane',
  'Pilot House',
  'Anchor Yard',
  'Sextant',
  'Halyard',
  'Larkrise',
  'Skylark',
  'Teasel',
  'Meadowsweet',
  'Foxglove',
  'Bramble Lane',
  'Old Mill Race',
  'Sluice Gate',
  'Watermeadow',
  'Wagtail',
  'Otter Bridge',
  'Stepping Stones',
  'Packhorse',
  'Milestone',
  'Sundial',
  'Almshouse',
  'Bluebell Row',
  'Silver Birch',
  'Copper Beech',
  'Hawthorn Way',
  'Quince Tree',
  'Mulberry Row',
  'Walnut Yard',
  'Harvest Lane',
  'Threshers',
  'Ploughmans',
  'Shepherds Gate',
  'Wool Hall',
  'Spinners',
  'Dyers Lane',
  'Ferry Steps',
  'Fishergate Steps',
  'Net Loft',
  'Boatyard',
  'Harbour Light',
  'Breakwater',
  'Promenade',
  'Croquet Lawn',
  'Bandstand',
  'Winter Gardens',
  'Marram',
  'Sea Holly',
  'Dunes',
  'Coral Row',
  'Gallery Lane',
  'Printers Yard',
  'Astrolabe',
  'College Fields',
  'Quadrangle',
  'Scholars Gate',
  'Library Lane',
  'Museum Street',
  'Seven Arches',
  'Signal Box',
  'Junction Row',
  'Engine House',
  'Waterworks',
  'Reservoir Lane',
  'Tussock',
  'Heather Bank',
  'Gorse Lane',
  'Bracken Way',
  'Peat Cutters',
  'Slate Row',
  'Cairn',
  'Long Meadow',
  'Hayfield',
  'Sainfoin',
];
const kinds = [
  'Surgery',
  'Medical Centre',
  'Health Centre',
  'Practice',
  'Medical Practice',
  'Family Practice',
  'Group Practice',
];

/** One name for each practice, none twice. */
export function practiceNames(seed: number, count: number): string[] {
  const { next } = random(seed, 'practice names');
  const pool = streets.flatMap((street) => {
    const first = Math.floor(next() * kinds.length);
    return [0, 1, 2].map((shift) => ({
      street,
      kind: kinds[(first + 2 * shift) % kinds.length]!,
      shift,
      order: next(),
    }));
  });
  pool.sort((a, b) => a.shift - b.shift || a.order - b.order);
  return pool.slice(0, count).map(({ street, kind }) => `${street} ${kind}`);
}

/**
 * Names such as "Merrowsea 003B": the settlement round whose centre the neighbourhood lies, a number for about every
 * five neighbourhoods, a letter within.
 *
 * @param sites centres of the neighbourhoods, in the order of their numbers
 */
export function neighbourhoodNames(
  settlements: readonly Settlement[],
  sites: readonly { x: number; y: number }[],
): string[] {
  const near = sites.map(({ x, y }) => {
    const score = ({ at, radius }: Settlement): number => Math.hypot(at[0] - x, at[1] - y) / (radius + 0.8);
    return settlements.reduce((best, candidate) => (score(candidate) < score(best) ? candidate : best)).name;
  });
  const seen = new Map<string, number>();
  return near.map((name) => {
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    return `${name} ${String(1 + Math.floor(number / 5)).padStart(3, '0')}${'ABCDE'[number % 5] ?? ''}`;
  });
}
