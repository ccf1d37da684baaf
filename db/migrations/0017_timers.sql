CREATE TABLE "timers" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"order_id" uuid,
	"project_id" uuid,
	"phase_id" uuid,
	"hour_type" text NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"start_at" timestamptz NOT NULL,
	"end_at" timestamptz,
	CONSTRAINT "timers_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "timers_one" CHECK (num_nonnulls("timers"."order_id", "timers"."project_id") <= 1)
);
--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_organization_id_phase_id_project_phases_organization_id_id_fk" FOREIGN KEY ("organization_id","phase_id") REFERENCES "public"."project_phases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "timers_running" ON "timers" USING btree ("organization_id","member_id") WHERE "timers"."end_at" is null;