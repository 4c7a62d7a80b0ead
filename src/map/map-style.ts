/** Widths in px of the lines that part areas. Many areas get thin ones, or the lines would hide the colours. */
export const edgeWidths = {
  of: (areas: number): number => (areas <= 120 ? 1 : areas <= 2000 ? 0.5 : 0.25),
  /** Of the level above. */
  over: 1.25,
  selected: 2.5,
  /** White under the outline of a selected or highlighted area, on each side. */
  halo: 1.5,
};
