// Größe: Latin-1
/// Größe in Metern.
int groesse; /* ä */ int nach_umlaut = groesse;
