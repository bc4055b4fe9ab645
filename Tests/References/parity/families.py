"""All families of cases: a fixture each."""

from . import cases, image_cases, network_cases, sequence_cases

# Rows are lists of a few features; everything is stored, but for the wide.
FLAT = {
    "layers": cases.layers, "losses": cases.losses, "optimizers": cases.optimizers,
    "penalties": cases.penalties, "schedules": cases.schedules,
    "combinations": cases.combinations, "wide": cases.wide,
}
# Rows have shapes; data and weights are drawn by a formula, and tensors are condensed.
SHAPED = {
    "convolutions": image_cases.convolutions, "pools": image_cases.pools,
    "shaping": image_cases.shaping, "normalizations": image_cases.normalizations,
    "recurrent": sequence_cases.recurrent, "embeddings": sequence_cases.embeddings,
    "attention": sequence_cases.attention, "blocks": network_cases.blocks,
    "networks": network_cases.networks,
}
