/** A style sheet's text, by the name by which editors know it. Lit's own makes a sheet of the main window, which no other takes. */
export const css = String.raw;
