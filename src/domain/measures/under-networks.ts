import { suppressed } from '../disclosure';
import { shareOf, type ShareFigure } from './release-counts';

export interface AreaLine extends ShareFigure {
  /** Index in the dataset's list. */
  readonly area: number;
}

/**
 * Practices of several networks, which may be looked at with lines of the networks too: each network's practices as if it stood
 * alone, and what is hidden of a network is hidden of each of its practices, whose sum would tell it.
 *
 * @param networks through the gate, beside one another
 * @param practicesOf a network's practices through the gate, beside the network
 */
export const underNetworks = (
  networks: readonly AreaLine[],
  practicesOf: (network: number) => readonly AreaLine[],
): AreaLine[] =>
  networks.flatMap((network) =>
    practicesOf(network.area).map(({ area, numerator, denominator }) => ({
      area,
      ...shareOf(
        network.numerator === suppressed ? suppressed : numerator,
        network.denominator === suppressed ? suppressed : denominator,
      ),
    })),
  );
