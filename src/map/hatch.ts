/** Diagonals over a square tile that meet those of the tiles around it, as an SVG path. */
export const hatchPath = (tile: number): string =>
  `M0,${tile}L${tile},0M${-tile / 2},${tile / 2}L${tile / 2},${-tile / 2}M${tile / 2},${tile * 1.5}L${tile * 1.5},${tile / 2}`;
