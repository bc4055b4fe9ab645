// Filled by the first capability that lives in Diagnostics.
