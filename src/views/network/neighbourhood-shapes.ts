import type { Dataset, NeighbourhoodNames } from '../../dataset';
import { geographyObjects } from '../../domain/schema';
import { areasOf, type Areas } from '../../map/areas';

/** What the map of a network's neighbourhoods is drawn from. */
export interface NeighbourhoodShapes {
  areas: Areas;
  networks: Areas;
  names: NeighbourhoodNames;
}

const kept = new WeakMap<Dataset, Promise<NeighbourhoodShapes>>();

/** Fetched and read once for a dataset; a failure is tried again at the next call. */
export function neighbourhoodShapes(dataset: Dataset): Promise<NeighbourhoodShapes> {
  const known = kept.get(dataset);
  if (known) return known;
  const reading = read(dataset);
  kept.set(dataset, reading);
  reading.catch(() => kept.delete(dataset));
  return reading;
}

async function read(dataset: Dataset): Promise<NeighbourhoodShapes> {
  const [topology, networks, names] = await Promise.all([
    dataset.geography('neighbourhood'),
    dataset.geography('network'),
    dataset.neighbourhoods(),
  ]);
  return {
    areas: areasOf(topology, geographyObjects.neighbourhoods),
    networks: areasOf(networks, geographyObjects.networks),
    names,
  };
}
