"""The composer: a knowledge base in, the files of a site out."""
