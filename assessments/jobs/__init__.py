"""Work for a worker: asked for with a row, announced, claimed, kept alive, ended."""
