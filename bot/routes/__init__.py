"""Routes through Dutch education: the steps as data, a planner, a drawing and a page to share."""
