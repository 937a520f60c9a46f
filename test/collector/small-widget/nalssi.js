globalThis.nalssi = true;
