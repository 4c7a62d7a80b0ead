import * as Plot from '@observablehq/plot';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { edgeOf, hatch, paints, quiet, type Paint } from '../ui/colour';
import type { Areas } from './areas';
import { fit, scaleOf, worldOf, type Camera, type Size } from './camera';
import { hatchPath } from './hatch';
import { edgeWidths } from './map-style';
import { paintChanges, type Painter, type Scene } from './painter';

/** Several maps may stand on a page, and an id is the page's. */
let maps = 0;
/** Side of the drawing in which areas stand; zooming only moves the view box over it. */
const side = 1000;

/** The map as SVG, by Plot's geo mark: the first picture everywhere, and the map where there is no WebGL. */
export class SvgPainter implements Painter {
  #svg: SVGSVGElement | null = null;
  #paths = new Map<number, SVGPathElement>();
  #shown: Scene | null = null;
  #ground: Camera | null = null;
  readonly #hatchId = `map-hatch-${++maps}`;

  constructor(readonly container: HTMLElement) {}

  show(scene: Scene): Promise<void> {
    const before = this.#shown;
    const redraw = before?.areas !== scene.areas || before.over !== scene.over;
    if (redraw) this.#draw(scene);
    for (const [id, paint] of paintChanges(redraw ? new Map() : before.paints, scene.paints))
      this.#paint(id, paint ?? 'none');
    this.#look(scene.camera, scene.size);
    this.#shown = scene;
    return new Promise((done) => requestAnimationFrame(() => done()));
  }

  destroy(): void {
    this.#svg?.remove();
    this.#svg = null;
    this.#shown = null;
  }

  #draw({ areas, over }: Scene): void {
    const ground = fit(areas.box, { width: side, height: side }, 0);
    this.#ground = ground;
    const { svg, paths } = drawAreas(areas, over, ground, this.container.ownerDocument);
    svg.insertAdjacentHTML('afterbegin', hatchPattern(this.#hatchId));
    this.#paths = paths;
    this.#svg?.remove();
    this.#svg = svg;
    this.container.append(svg);
  }

  #paint(id: number, paint: Paint): void {
    const path = this.#paths.get(id);
    if (path) style(path, paint, this.#hatchId);
  }

  #look(camera: Camera, { width, height }: Size): void {
    const ground = this.#ground!;
    const worldPixels = scaleOf(ground.zoom);
    const zoom = worldPixels / scaleOf(camera.zoom);
    const left = (camera.x - ground.x) * worldPixels + side / 2 - (width * zoom) / 2;
    const top = (camera.y - ground.y) * worldPixels + side / 2 - (height * zoom) / 2;
    // Strokes of the hatching keep their width on the screen.
    this.#svg?.querySelector('pattern')?.setAttribute('patternTransform', `scale(${zoom})`);
    this.#svg?.setAttribute('viewBox', `${left} ${top} ${width * zoom} ${height * zoom}`);
  }
}

/** Areas on the square ground, unpainted, with a way to each one's path. */
function drawAreas(areas: Areas, over: Areas | null, ground: Camera, document: Document) {
  const scale = scaleOf(ground.zoom);
  const place = ([lon, lat]: readonly number[]): [number, number] => {
    const [x, y] = worldOf(lon!, lat!);
    return [(x - ground.x) * scale + side / 2, (y - ground.y) * scale + side / 2];
  };
  const shapes = areas.features.features.map((each) => placed(each, place));
  const paths = new Map<number, SVGPathElement>();
  const svg = Plot.plot({
    document,
    width: side,
    height: side,
    margin: 0,
    projection: 'identity',
    marks: [
      Plot.geo(shapes, {
        fill: paints.none,
        stroke: quiet,
        strokeLinejoin: 'round',
        render: (index, scales, values, dimensions, context, next) => {
          const group = next!(index, scales, values, dimensions, context)!;
          index.forEach((at, i) => {
            const path = group.children[i] as SVGPathElement;
            path.setAttribute('vector-effect', 'non-scaling-stroke');
            paths.set(Number(shapes[at]!.id), path);
            path.setAttribute('stroke-width', String(edgeWidths.of(shapes.length)));
            style(path, 'none', '');
          });
          return group;
        },
      }),
      over &&
        Plot.geo(
          {
            type: 'MultiLineString',
            coordinates: over.boundaries.coordinates.map((line) => line.map(place)),
          },
          { stroke: quiet, strokeWidth: edgeWidths.over, strokeLinejoin: 'round', render: steadyStroke },
        ),
    ],
  }) as SVGSVGElement;
  for (const name of ['width', 'height', 'class']) svg.removeAttribute(name);
  svg.setAttribute('aria-hidden', 'true');
  svg.querySelector('style')?.remove();
  return { svg, paths };
}

const steadyStroke: Plot.RenderFunction = (index, scales, values, dimensions, context, next) => {
  const group = next!(index, scales, values, dimensions, context)!;
  for (const path of group.children) path.setAttribute('vector-effect', 'non-scaling-stroke');
  return group;
};

function style(path: SVGPathElement, paint: Paint, hatchId: string): void {
  path.setAttribute('fill', paint === 'suppressed' ? `url(#${hatchId})` : paints[paint]);
  path.setAttribute('stroke', edgeOf(paint));
  if (paint === 'none') path.setAttribute('stroke-dasharray', '1 3');
  else path.removeAttribute('stroke-dasharray');
}

const hatchPattern = (id: string): string =>
  `<defs><pattern id="${id}" width="${hatch.tile}" height="${hatch.tile}" patternUnits="userSpaceOnUse">` +
  `<rect width="${hatch.tile}" height="${hatch.tile}" fill="${paints.suppressed}"></rect>` +
  `<path d="${hatchPath(hatch.tile)}" stroke="${hatch.stroke}" stroke-width="${hatch.width}"></path></pattern></defs>`;

type Place = (position: readonly number[]) => [number, number];
function placed(each: Feature<Polygon | MultiPolygon>, place: Place): Feature<Polygon | MultiPolygon> {
  const { geometry } = each;
  const rings = (polygon: readonly (readonly (readonly number[])[])[]) =>
    polygon.map((ring) => ring.map(place));
  return {
    ...each,
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: rings(geometry.coordinates) }
        : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(rings) },
  };
}
