package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Bounds of a scattered query.
 *
 * @param timeout until which answers are waited for; an instance has half of it, so that a standby can still be asked
 * @param maxStandbyLag changelog records that a standby may lag behind and still answer while the active task is away;
 *     empty never asks standbys
 * @param concurrency queries scattered at the same time
 */
public record ScatterLimits(Duration timeout, OptionalLong maxStandbyLag, int concurrency) {}
