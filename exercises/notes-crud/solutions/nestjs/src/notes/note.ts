export interface Note {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}
