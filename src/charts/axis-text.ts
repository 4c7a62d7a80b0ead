import { ink } from '../ui/colour';

/** Type of every chart of this view: the page's own, never under 12 px. */
export const axisText = {
  fontFamily: 'Arial, Helvetica, sans-serif',
  fontSize: '12px',
  color: ink,
  background: 'none',
  overflow: 'visible',
} as const;
