import { saveFile } from './save-file';

/** Drawn at this many pixels for each pixel of the page, so that it prints well. */
const density = 2;
const margin = 16;
const lineHeight = 20;

interface PictureText {
  title: string;
  note: string;
  /** With its ending. */
  file: string;
}

/**
 * Saves what a figure draws (SVGs, canvases, and words in HTML) as a PNG with its title above and its source below. A part
 * that scrolls on the screen, marked `data-unroll`, is drawn whole.
 */
export async function savePicture(drawing: HTMLElement, text: PictureText): Promise<void> {
  const scrolling = drawing.querySelectorAll<HTMLElement>('[data-unroll]');
  for (const part of scrolling) part.style.cssText = 'height: auto; max-height: none';
  try {
    await drawPicture(drawing, text);
  } finally {
    for (const part of scrolling) part.style.cssText = '';
  }
}

async function drawPicture(drawing: HTMLElement, { title, note, file }: PictureText): Promise<void> {
  const box = drawing.getBoundingClientRect();
  const width = Math.max(480, Math.ceil(box.width));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw pictures.');
  const font = (size: number, weight = 400) => `${weight} ${size}px Arial, Helvetica, sans-serif`;
  context.font = font(16, 700);
  const titleLines = wrap(context, title, width);
  context.font = font(12);
  const noteLines = wrap(context, note, width);
  const height = Math.ceil(box.height) + (titleLines.length + noteLines.length) * lineHeight + 2 * margin;
  canvas.width = (width + 2 * margin) * density;
  canvas.height = (height + 2 * margin) * density;
  context.scale(density, density);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#212b32';
  context.textBaseline = 'top';
  context.font = font(16, 700);
  titleLines.forEach((line, i) => context.fillText(line, margin, margin + i * lineHeight));
  const top = margin + titleLines.length * lineHeight + margin / 2;
  for (const part of drawing.querySelectorAll<SVGSVGElement | HTMLCanvasElement>('svg, canvas')) {
    if (part.parentElement?.closest('svg')) continue;
    const at = part.getBoundingClientRect();
    if (at.width === 0 || at.height === 0) continue;
    const source = part instanceof HTMLCanvasElement ? part : await imageOf(part, at);
    context.drawImage(source, margin + at.left - box.left, top + at.top - box.top, at.width, at.height);
  }
  drawText(context, drawing, margin - box.left, top - box.top);
  context.textBaseline = 'top';
  context.font = font(12);
  context.fillStyle = '#4c6272';
  noteLines.forEach((line, i) =>
    context.fillText(line, margin, top + Math.ceil(box.height) + margin / 2 + i * lineHeight),
  );
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob) saveFile(file, blob);
}

/** What is for the screen alone. */
const notInPictures = 'svg, canvas, select, input, button:not(th button), .no-print, .visually-hidden';

/** Words and rules of tables and lists, where the page has them. */
function drawText(context: CanvasRenderingContext2D, drawing: HTMLElement, dx: number, dy: number): void {
  for (const part of drawing.querySelectorAll('th, td, li, tr')) {
    const { borderBottomWidth, borderBottomColor, borderBottomStyle } = getComputedStyle(part);
    const at = part.getBoundingClientRect();
    if (borderBottomStyle === 'none' || at.width === 0 || part.closest(notInPictures)) continue;
    context.fillStyle = borderBottomColor;
    const thick = parseFloat(borderBottomWidth);
    context.fillRect(at.left + dx, at.bottom + dy - thick, at.width, thick);
  }
  const texts = document.createTreeWalker(drawing, NodeFilter.SHOW_TEXT);
  context.textBaseline = 'middle';
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest(notInPictures)) continue;
    const style = getComputedStyle(parent);
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.fillStyle = style.color;
    for (const { text, left, middle } of linesOf(node as Text))
      context.fillText(text, left + dx, middle + dy);
  }
}

/** A text as the page has broken it into lines. */
function linesOf(node: Text): { text: string; left: number; middle: number }[] {
  const lines: { text: string; left: number; middle: number }[] = [];
  const range = document.createRange();
  for (const word of node.data.matchAll(/\S+/g)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const at = range.getClientRects()[0];
    if (!at) continue;
    const line = lines.at(-1);
    const middle = at.top + at.height / 2;
    if (line && Math.abs(line.middle - middle) < 2) line.text += ` ${word[0]}`;
    else lines.push({ text: word[0], left: at.left, middle });
  }
  return lines;
}

async function imageOf(svg: SVGSVGElement, at: DOMRect): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(at.width));
  copy.setAttribute('height', String(at.height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/** Colours and type come from the page's stylesheet, which a stand-alone picture does not have. */
function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of [
    'fill',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'opacity',
    'font-family',
    'font-size',
    'font-weight',
  ])
    (to as SVGElement).style.setProperty(name, style.getPropertyValue(name));
  for (let i = 0; i < from.children.length; i++) {
    const child = from.children[i];
    const twin = to.children[i];
    if (child && twin) inlineStyles(child, twin);
  }
}

function wrap(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (context.measureText(longer).width > width && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
