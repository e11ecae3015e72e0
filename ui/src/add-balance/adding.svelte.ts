// Which ad account Add Balance is open for. Any screen may open it; the window shows the dialog once.

import { help } from "../frame/help.svelte";

class Adding {
  /** The receiver's id. */
  account: string | undefined = $state();

  open(account: string) {
    help.open = false;
    this.account = account;
  }

  close() {
    help.open = false;
    this.account = undefined;
  }
}

export const adding = new Adding();
