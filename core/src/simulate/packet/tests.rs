//! Every sentence of what a packet meets, on a design of a few lines.
