"""Inference: from areas, windows and pad to the path and the orbit behind them, with honest probabilities."""

from launchwatch.inference.answer import Figure, Gave, Inferred
from launchwatch.inference.batch import Batch, infer_batch
from launchwatch.inference.blind import BlindArea, BlindCase, PathPosterior
from launchwatch.inference.folder import blind_of
from launchwatch.inference.history import CREDIT, Past, past, past_at
from launchwatch.inference.infer import SOURCES, infer
from launchwatch.inference.lines import Known, read_archive, read_blind, read_known

__all__ = [
    "CREDIT",
    "SOURCES",
    "Batch",
    "BlindArea",
    "BlindCase",
    "Figure",
    "Gave",
    "Inferred",
    "Known",
    "Past",
    "PathPosterior",
    "blind_of",
    "infer",
    "infer_batch",
    "past",
    "past_at",
    "read_archive",
    "read_blind",
    "read_known",
]
