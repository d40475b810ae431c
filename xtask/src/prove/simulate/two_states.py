"""The model of crates/simulated/src/two_states.rs in Mesa, one step of every agent a day."""

import sys
import time

import mesa


class Child(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.trouble = False

    def step(self):
        model = self.model
        if self.trouble:
            model.days += 1
            if model.random.random() < model.ends:
                self.trouble = False
                model.ended += 1
        elif model.random.random() < model.begins:
            self.trouble = True
            model.begun += 1


class Town(mesa.Model):
    def __init__(self, agents, begins, ends, seed):
        super().__init__(seed=seed)
        self.begins, self.ends = begins, ends
        self.begun = self.ended = self.days = 0
        Child.create_agents(self, agents)

    def step(self):
        self.agents.do("step")


agents, days, seed = (int(sys.argv[n]) for n in (1, 2, 5))
town = Town(agents, float(sys.argv[3]), float(sys.argv[4]), seed)
started = time.perf_counter()
for _ in range(days):
    town.step()
seconds = time.perf_counter() - started
print(mesa.__version__, seconds, town.begun, town.ended, town.days)
