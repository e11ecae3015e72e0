// What tables are told about their columns.

/** One column. */
export interface Column {
  /** Names the column in `sorted` and as a CSS class of its <col>. */
  key: string;
  text: string;
  num?: boolean;
  sort?: boolean;
  /** For readers only, for columns of buttons. */
  quiet?: boolean;
}

/** Which column rules the order, and in which direction. */
export interface Sorted {
  key: string;
  descending: boolean;
}
