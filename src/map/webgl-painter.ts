import {
  Map as MapLibre,
  setWorkerUrl,
  type ExpressionSpecification,
  type LayerSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { edgeOf, hatch, paints, quiet, type Paint } from '../ui/colour';
import type { Areas } from './areas';
import { lonLatOf, maxZoom } from './camera';
import { edgeWidths } from './map-style';
import { paintChanges, type Paints, type Painter, type Scene } from './painter';

setWorkerUrl(workerUrl);

/** Longest wait for the first picture; a driver that hangs must not leave the page waiting. */
const firstPictureMs = 15_000;

const paintState: ExpressionSpecification = ['feature-state', 'paint'];
const byPaint = (of: (paint: Paint) => string): ExpressionSpecification =>
  [
    'match',
    ['coalesce', paintState, 'none'],
    ...(Object.keys(paints) as Paint[]).flatMap((paint) => [paint, of(paint)]),
    of('none'),
  ] as unknown as ExpressionSpecification;
const onlyFor = (paint: Paint, opacity = 1): ExpressionSpecification => [
  'case',
  ['==', ['coalesce', paintState, 'none'], paint],
  opacity,
  0,
];

/**
 * Makes the map with MapLibre. Rejects when this browser has no WebGL. `onLost` is called when the graphics context is
 * taken away later.
 */
export async function createWebglPainter(
  container: HTMLElement,
  scene: Scene,
  onLost: () => void,
): Promise<Painter> {
  const map = new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [] },
    center: lonLatOf([scene.camera.x, scene.camera.y]),
    zoom: scene.camera.zoom,
    minZoom: -2,
    maxZoom: maxZoom + 1,
    // The page owns the camera, so that both ways of drawing behave alike.
    interactive: false,
    attributionControl: false,
    trackResize: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    canvasContextAttributes: {
      // "Save picture" reads the canvas.
      preserveDrawingBuffer: true,
      // Edges are drawn smooth by themselves; multisampling costs a third of a frame without a graphics card.
      antialias: false,
    },
  });
  map.on('webglcontextlost', onLost);
  try {
    await within(firstPictureMs, map.once('load'));
    map.addImage('hatch', hatchImage(), { pixelRatio: 2 });
    const painter = new WebglPainter(map);
    await within(firstPictureMs, painter.show(scene));
    return painter;
  } catch (error) {
    map.remove();
    throw error;
  }
}

class WebglPainter implements Painter {
  readonly #map: MapLibre;
  /** Sources made so far, by what they hold: geometry is handed over once for each level. */
  readonly #sources = new Map<Areas, string>();
  /** What each source's areas are painted as. */
  readonly #painted = new Map<string, Paints>();
  #shown: Scene | null = null;

  constructor(map: MapLibre) {
    this.#map = map;
  }

  async show(scene: Scene): Promise<void> {
    const before = this.#shown;
    this.#shown = scene;
    const map = this.#map;
    const { camera, size } = scene;
    if (before?.size.width !== size.width || before.size.height !== size.height) map.resize();
    const newSource = this.#show(scene);
    const source = this.#sources.get(scene.areas)!;
    for (const [id, paint] of paintChanges(this.#painted.get(source) ?? new Map(), scene.paints))
      map.setFeatureState({ source, id }, { paint: paint ?? 'none' });
    this.#painted.set(source, scene.paints);
    map.jumpTo({ center: lonLatOf([camera.x, camera.y]), zoom: camera.zoom });
    map.triggerRepaint();
    await (newSource ? map.once('idle') : map.once('render'));
  }

  destroy(): void {
    this.#map.remove();
  }

  /** Shows the scene's layers and no others; true when one of them is new. */
  #show({ areas, over }: Scene): boolean {
    let isNew = false;
    for (const each of over === null ? [areas] : [areas, over])
      if (!this.#sources.has(each)) {
        this.#add(each);
        isNew = true;
      }
    for (const [each, source] of this.#sources) {
      this.#toggle(each === areas, layersOf(source, each));
      this.#toggle(each === over, [overLayer(source)]);
    }
    return isNew;
  }

  #toggle(visible: boolean, layers: readonly LayerSpecification[]): void {
    for (const { id } of layers) {
      const wanted = visible ? 'visible' : 'none';
      if (this.#map.getLayoutProperty(id, 'visibility') !== wanted)
        this.#map.setLayoutProperty(id, 'visibility', wanted);
    }
  }

  #add(areas: Areas): void {
    const source = `areas-${this.#sources.size}`;
    this.#sources.set(areas, source);
    // Neighbours are simplified apart from each other, so any tolerance would open gaps between them.
    this.#map.addSource(source, { type: 'geojson', data: areas.features, tolerance: 0 });
    this.#map.addSource(`${source}-boundaries`, { type: 'geojson', data: areas.boundaries, tolerance: 0 });
    const firstOver = this.#map.getStyle().layers.find(({ id }) => id.endsWith('-over'))?.id;
    for (const layer of layersOf(source, areas)) this.#map.addLayer(layer, firstOver);
    this.#map.addLayer(overLayer(source));
  }
}

function layersOf(source: string, areas: Areas): LayerSpecification[] {
  const width = edgeWidths.of(areas.shapes.length);
  return [
    {
      id: `${source}-fill`,
      type: 'fill',
      source,
      paint: { 'fill-color': byPaint((paint) => paints[paint]), 'fill-antialias': false },
    },
    {
      id: `${source}-hatch`,
      type: 'fill',
      source,
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': onlyFor('suppressed') },
    },
    {
      id: `${source}-edge`,
      type: 'line',
      source,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': byPaint(edgeOf),
        'line-width': width,
        'line-opacity': ['-', 1, onlyFor('none')],
      },
    },
    {
      id: `${source}-no-data`,
      type: 'line',
      source,
      paint: {
        'line-color': quiet,
        'line-width': width,
        'line-dasharray': [1, 3],
        'line-opacity': onlyFor('none'),
      },
    },
  ];
}

const overLayer = (source: string): LayerSpecification => ({
  id: `${source}-over`,
  type: 'line',
  source: `${source}-boundaries`,
  layout: { 'line-join': 'round', visibility: 'none' },
  paint: { 'line-color': quiet, 'line-width': edgeWidths.over },
});

/** The same diagonals as the SVG's pattern, at twice the size. */
function hatchImage(): ImageData {
  const side = hatch.tile * 2;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d')!;
  context.fillStyle = paints.suppressed;
  context.fillRect(0, 0, side, side);
  context.strokeStyle = hatch.stroke;
  context.lineWidth = hatch.width * 2;
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - side, side * 2);
    context.lineTo(shift + side * 2, -side);
  }
  context.stroke();
  return context.getImageData(0, 0, side, side);
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The map’s first picture took too long.')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
