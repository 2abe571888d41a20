"""`make bench`: the numerics and training, then the loop from edit to repaint in the browser."""

from tests.benchmarks import bench_descent, bench_loop, bench_numerics, bench_scrub

if __name__ == "__main__":
    bench_numerics.main()
    bench_descent.main()
    bench_loop.main()
    bench_scrub.main()
