"""Clusters that are parsed by another process, perhaps on another machine.

A call takes bytes and returns bytes, each one message as `indexer.protocol` frames it:
whatever carries it need not know our classes, and nothing of ours is pickled.

``clusters``
    ``code`` (`code_digest`), ``call`` (makes each call another); one blob, compressed
    JSON: ``libclang`` (path or null), ``version``, ``needed`` (paths that must exist),
    ``open`` (`parser.open_message`), ``timeout``, ``jobs``, ``alone`` (units).
``outcomes``
    ``outcomes``: of each parse ``unit`` (path or null), ``header``, ``failure`` (kind
    and text, or null), ``cpu``, ``blobs`` (how many); ``workers`` started; the blobs.
``refused``
    ``text``: why the facts of this process would not be those of the caller.
"""

from __future__ import annotations

import io
import json
import tempfile
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import KwindexError
from ..indexer import Libclang, Umbrella, Unit
from ..indexer.protocol import ProtocolError, encode_message, read_message
from .fingerprint import code_digest
from .flow import ClusterJob, Parsed, run_jobs
from .parser import Parser, open_message, open_workers
from .plan import Cluster, Plan
from .pool import Failure, FailureKind, TaskOutcome, WorkerPool
from .scratch import scratch_folder
from .settings import UpdateSettings
from .shards import cluster_paths
from .tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


__all__ = ["RefusedError", "RemoteWork", "run_cluster"]


class RefusedError(KwindexError):
    """The other side would make other facts; the text says what to do."""


@dataclass(frozen=True, slots=True)
class RemoteWork:
    """Writes calls and reads their answers, on the side that gives work away."""

    tree: Tree
    plan: Plan
    settings: UpdateSettings
    libclang: Libclang

    def call(self, jobs: Sequence[ClusterJob]) -> bytes:
        """Return the message that `run_cluster` takes; each time another one."""
        libclang = self.libclang
        folders = (libclang.resource_dir, libclang.libcxx_dir, *self.plan.folders)
        needed = (str(self.tree.root), *filter(None, folders))
        paths = _paths(jobs)
        work = {
            "libclang": self.settings.libclang,
            "version": libclang.version,
            "needed": [path for path in needed if Path(path).exists()],
            "open": open_message(self.tree, self.plan, self.settings),
            "timeout": self.settings.timeout,
            "jobs": [_job_to_json(job) for job in jobs],
            "alone": [
                unit.to_json()
                for path, unit in self.plan.alone.items()
                if path in paths
            ],
        }
        # Who carries calls may hold two equal ones for the same (Dask does).
        header = {"type": "clusters", "code": code_digest(), "call": uuid.uuid4().hex}
        return encode_message(header, [_compressed(work)])

    def answer(
        self, jobs: Sequence[ClusterJob], data: bytes
    ) -> tuple[list[Parsed], int]:
        """Return what came of a call, and how many workers it started.

        :raises RefusedError: when the other side refused.
        :raises ProtocolError: when it is no answer to this call.
        """
        message = _read(data)
        header = message.header
        if header.get("type") == "refused":
            raise RefusedError(str(header.get("text")))
        units = dict(self.plan.alone)
        units |= {unit.path: unit for job in jobs for unit in job.units}
        paths = _paths(jobs)
        blobs = iter(message.blobs)
        try:
            found = [_parsed(one, units, blobs) for one in header["outcomes"]]
            records = [one for got in found for one in got.outcome.header["files"]]
            if not paths.issuperset(one["path"] for one in records):
                raise ProtocolError("it has facts of files that were not asked for")
            return found, int(header["workers"])
        except (KeyError, TypeError, ValueError) as error:
            raise ProtocolError(f"it is no answer: {error!r}") from None


def run_cluster(payload: bytes) -> bytes:
    """Parse clusters in this process's own worker; return what came of them.

    :param payload: what `RemoteWork.call` returned.
    :raises KwindexError: when no worker can be started.
    """
    message = _read(payload)
    if message.header.get("code") != code_digest():
        return _refusal("it runs another version of kwindex; install the same one")
    work = json.loads(zlib.decompress(message.blobs[0]))
    for path in work["needed"]:
        if not Path(path).exists():
            return _refusal(
                f"{path!r} does not exist there; share the file system under the same"
                " paths, and install the same headers"
            )
    jobs = [_job_from_json(one) for one in work["jobs"]]
    alone = {unit.path: unit for unit in map(Unit.from_json, work["alone"])}
    # Of a name that no other process has: it removes what has the same name.
    place = Path(tempfile.gettempdir(), f"kwindex-{uuid.uuid4().hex}")
    with scratch_folder(place) as scratch, WorkerPool(work["timeout"]) as pool:
        parser = Parser.ask(pool, work["libclang"])
        version = parser.libclang.version if parser.libclang else "none"
        if version != work["version"]:
            return _refusal(
                f"its libclang is {version}, not {work['version']}; install the same"
                " one, or name it with kwindex_libclang"
            )
        open_workers(pool, {**work["open"], "scratch": str(scratch)})
        found = list(run_jobs(pool, jobs, alone=alone, scratch=scratch))
        header = {
            "type": "outcomes",
            "outcomes": [_outcome_to_json(one) for one in found],
            "workers": pool.started,
        }
        blobs = [blob for one in found for blob in one.outcome.blobs]
        return encode_message(header, blobs)


def _refusal(text: str) -> bytes:
    return encode_message({"type": "refused", "text": text})


def _read(data: bytes) -> Any:
    message = read_message(io.BytesIO(data))
    if message is None:
        raise ProtocolError("it is cut off")
    return message


def _compressed(value: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def _paths(jobs: Sequence[ClusterJob]) -> set[str]:
    return {path for job in jobs for path in cluster_paths(_part(job))}


def _part(job: ClusterJob) -> Cluster:
    """Return the cluster as far as it is to be done."""
    return Cluster(job.cluster.name, job.cluster.umbrella, job.headers, job.units)


def _job_to_json(job: ClusterJob) -> dict[str, Any]:
    umbrella = job.cluster.umbrella
    return {
        "name": job.cluster.name,
        "umbrella": umbrella and umbrella.to_json(),
        "headers": list(job.headers),
        "units": [unit.to_json() for unit in job.units],
    }


def _job_from_json(value: Mapping[str, Any]) -> ClusterJob:
    umbrella = value["umbrella"] and Umbrella.from_json(value["umbrella"])
    headers = tuple(map(str, value["headers"]))
    units = tuple(map(Unit.from_json, value["units"]))
    cluster = Cluster(str(value["name"]), umbrella, headers, units)
    return ClusterJob(cluster, headers, units)


def _outcome_to_json(parsed: Parsed) -> dict[str, Any]:
    outcome, unit = parsed
    return {
        "unit": unit and unit.path,
        "header": {"files": [], **outcome.header},
        "failure": outcome.failure,
        "cpu": outcome.cpu,
        "blobs": len(outcome.blobs),
    }


def _parsed(
    value: Mapping[str, Any], units: Mapping[str, Unit], blobs: Iterator[bytes]
) -> Parsed:
    failure = None
    if value["failure"] is not None:
        kind, text = value["failure"]
        failure = Failure(FailureKind(kind), str(text))
    try:
        own = tuple(next(blobs) for _ in range(value["blobs"]))
    except RuntimeError:  # what StopIteration becomes in a generator
        raise ProtocolError("a blob is missing") from None
    if len(own) != 2 * len(value["header"]["files"]):
        raise ProtocolError("not two blobs for each file")
    unit = None if value["unit"] is None else units[value["unit"]]
    outcome = TaskOutcome("", value["header"], own, failure, float(value["cpu"]))
    return Parsed(outcome, unit)
