package org.surprisal.loss;

import org.jspecify.annotations.Nullable;
import org.surprisal.kernel.Distance;
import org.surprisal.kernel.TripletMining;

/** Triplets that are found among the labelled embeddings of a batch. */
final class MinedTriplets implements Algorithm {
  private final TripletMining mining;
  private final Distance distance;
  private final int size;

  MinedTriplets(double margin, boolean hard, Distance distance, int size) {
    this.mining = new TripletMining(margin, hard, distance);
    this.distance = distance;
    this.size = size;
  }

  @Override
  public boolean couples() {
    return true;
  }

  @Override
  public @Nullable String problem(double[] prediction, int row) {
    return distance.problem(prediction, row * size, 1, size);
  }

  @Override
  public void run(Block block) {
    mining.run(
        block.prediction(),
        block.rows(),
        size,
        block.target(),
        block.weight(),
        block.losses(),
        block.gradient(),
        block.curvature());
  }
}
