// Whether the panel "How ad credit works" is open: one click from every refusal, so many places open it.

class Help {
  open = $state(false);
}

export const help = new Help();
