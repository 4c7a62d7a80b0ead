import type { Dataset } from '../dataset';
import type { Scope } from '../domain/condition/scope';
import { geographyObjects } from '../domain/schema';
import type { AreaName } from '../charts/area-table';
import { areasOf, holds, roomiest, type Areas } from './areas';
import type { Label } from './labels';
import { failureOf, type Failure } from '../state/failure';
import type { Page } from '../state/page.svelte';
import type { MapLevel } from '../url/state';

/** What a level's map needs beside its figures. */
export interface LevelData {
  level: MapLevel;
  areas: Areas;
  /** Network boundaries over neighbourhoods. */
  over: Areas | null;
  labels: Label[];
  nameOf: (area: number) => AreaName;
  /** Index of the network that an area is or mostly belongs to, null for none. */
  networkOf: (area: number) => number | null;
  isDrawn: (area: number) => boolean;
}

const outside: AreaName = { code: '', name: 'Outside the area or unknown' };

/** Kept with its dataset, so that coming back to the map costs nothing. */
const kept = new WeakMap<Dataset, Map<MapLevel, Promise<LevelData>>>();

function levelData(dataset: Dataset, level: MapLevel): Promise<LevelData> {
  const levels = kept.get(dataset) ?? new Map<MapLevel, Promise<LevelData>>();
  kept.set(dataset, levels);
  const known = levels.get(level);
  if (known) return known;
  const fetched = level === 'network' ? networkData(dataset) : neighbourhoodData(dataset);
  levels.set(level, fetched);
  fetched.catch(() => levels.delete(level));
  return fetched;
}

async function networkData(dataset: Dataset): Promise<LevelData> {
  const areas = areasOf(await dataset.geography('network'), geographyObjects.networks);
  const { networks } = dataset.manifest;
  return {
    level: 'network',
    areas,
    over: null,
    labels: areas.shapes.map((shape) => {
      const { point, room } = roomiest(shape);
      return {
        id: shape.id,
        text: networks[shape.id]?.name ?? '',
        at: point,
        room,
        weight: room,
        holds: (place) => holds(shape, place),
      };
    }),
    nameOf: (area) => networks[area] ?? outside,
    networkOf: (area) => (area in networks ? area : null),
    isDrawn: (area) => areas.byId.has(area),
  };
}

async function neighbourhoodData(dataset: Dataset): Promise<LevelData> {
  const [topology, names, networks] = await Promise.all([
    dataset.geography('neighbourhood'),
    dataset.neighbourhoods(),
    levelData(dataset, 'network'),
  ]);
  const areas = areasOf(topology, geographyObjects.neighbourhoods);
  return {
    level: 'neighbourhood',
    areas,
    over: networks.areas,
    // Over many small areas a name may reach past its network.
    labels: networks.labels.map(({ holds: _, ...label }) => label),
    nameOf: (area) =>
      area === 0
        ? outside
        : { code: names.code[area] ?? '', name: names.name[area] ?? `Neighbourhood ${area}` },
    networkOf: (area) => {
      const network = names.network[area] ?? -1;
      return network < 0 ? null : network;
    },
    // Area 0 stands for everybody outside or unknown: it counts in the total and the table, and has no place.
    isDrawn: (area) => area !== 0,
  };
}

/** The address bar's level; where one network is looked at and none was chosen, its neighbourhoods. */
export const levelIn = (page: Page, scope: Scope): MapLevel =>
  page.url.level ?? (scope?.length === 1 ? 'neighbourhood' : 'network');

/** A level's data as a component's state: the last one stays until the next has come. */
export class Levels {
  data = $state.raw<LevelData | null>(null);
  failure = $state.raw<Failure | null>(null);
  attempts = $state(0);

  /** Call while a component is being made. */
  constructor(page: Page, levelOf: () => MapLevel = () => page.level) {
    $effect(() => {
      const { dataset } = page;
      const level = levelOf();
      // Asked again after a failure.
      if (this.attempts > 0) this.failure = null;
      if (dataset === null) return;
      let stale = false;
      page.readiness.begin('Geography');
      levelData(dataset, level)
        .then(
          (data) => {
            if (!stale) [this.data, this.failure] = [data, null];
          },
          (error: unknown) => {
            if (!stale) this.failure = failureOf(error);
          },
        )
        .finally(() => {
          if (!stale) page.readiness.end('Geography');
        });
      return () => {
        stale = true;
        page.readiness.end('Geography');
      };
    });
  }

  readonly retry = (): void => {
    this.attempts++;
  };
}
