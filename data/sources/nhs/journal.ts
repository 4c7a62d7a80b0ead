import type { DatasetSource } from '../../source';
import type { FlowStep } from './report';

/** What was handled on the way, gathered as the work goes along. */
export class Journal {
  readonly notes: DatasetSource['notes'] = [];
  readonly flow: FlowStep[] = [];
  /** Figures of the files that do not agree, or could not be taken as they are. */
  readonly problems: string[] = [];

  /** @param patients how many it concerns */
  note(topic: string, text: string, patients?: number): void {
    this.notes.push({ topic, text, ...(patients !== undefined && { patients }) });
  }
}
