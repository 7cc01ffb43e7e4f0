"""The order of the stages: convert, validate, publish. Only this package knows it."""
